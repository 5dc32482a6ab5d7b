/** Images that the map draws itself, in one colour: the style gives the colour, so that one image serves all themes. */
const size = 64;

type Draw = (context: OffscreenCanvasRenderingContext2D) => void;

function shape(...points: readonly (readonly [number, number])[]): Draw {
  return (context) => {
    context.beginPath();
    for (const [x, y] of points) context.lineTo(x, y);
    context.closePath();
    context.fill();
  };
}

function disc(radius: number, hole = 0): Draw {
  return (context) => {
    context.beginPath();
    context.arc(32, 32, radius, 0, 2 * Math.PI);
    if (hole > 0) context.arc(32, 32, hole, 0, 2 * Math.PI, true);
    context.fill();
  };
}

/**
 * Alarm: triangle with a mark; warning: disc; caution: square; info: ring. Units: a pointed shield, hollow when silent.
 * Places to visit: venues square, dwellings round. Nothing at all: what names keep clear of.
 */
const drawings: Readonly<Record<string, Draw>> = {
  alarm: (context) => {
    shape([32, 4], [61, 58], [3, 58])(context);
    context.globalCompositeOperation = "destination-out";
    shape([28, 22], [36, 22], [35, 42], [29, 42])(context);
    context.fillRect(28, 46, 8, 7);
    context.globalCompositeOperation = "source-over";
  },
  warning: disc(26),
  caution: shape([10, 10], [54, 10], [54, 54], [10, 54]),
  info: disc(26, 15),
  venue: (context) => {
    context.beginPath();
    context.roundRect(8, 8, 48, 48, 8);
    context.fill();
  },
  dwelling: disc(26),
  unit: shape([32, 4], [58, 24], [50, 58], [14, 58], [6, 24]),
  "unit-silent": (context) => {
    shape([32, 4], [58, 24], [50, 58], [14, 58], [6, 24])(context);
    context.globalCompositeOperation = "destination-out";
    shape([32, 16], [47, 28], [42, 49], [22, 49], [17, 28])(context);
    context.globalCompositeOperation = "source-over";
  },
  blank: () => {},
  room: (context) => {
    shape([8, 30], [32, 8], [56, 30], [56, 56], [8, 56])(context);
    context.globalCompositeOperation = "destination-out";
    context.fillRect(26, 36, 12, 20);
    context.globalCompositeOperation = "source-over";
  },
};

/** Every image by name. */
export function drawIcons(): { name: string; image: ImageData }[] {
  return Object.entries(drawings).map(([name, draw]) => {
    const context = new OffscreenCanvas(size, size).getContext("2d");
    if (context === null) throw new Error("this browser draws no 2-D images");
    context.fillStyle = "#000";
    draw(context);
    return { name, image: toDistances(context.getImageData(0, 0, size, size)) };
  });
}

const reach = 8;

/**
 * Alpha becomes the distance to the shape's edge, as the map's recolourable images want it: 191 on the edge, falling to
 * 0 eight pixels outside. Brute force over a few small images, once a page.
 */
function toDistances(image: ImageData): ImageData {
  const inside = Array.from({ length: size * size }, (_, i) => (image.data[i * 4 + 3] as number) > 127);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const own = inside[y * size + x] as boolean;
      let nearest = reach;
      for (let dy = -reach; dy <= reach; dy++) {
        for (let dx = -reach; dx <= reach; dx++) {
          const [u, v] = [x + dx, y + dy];
          const other = u >= 0 && v >= 0 && u < size && v < size && (inside[v * size + u] as boolean);
          if (other !== own) nearest = Math.min(nearest, Math.hypot(dx, dy) - 0.5);
        }
      }
      const signed = own ? nearest : -nearest;
      image.data[(y * size + x) * 4 + 3] = Math.max(0, Math.min(255, Math.round(191 + signed * (191 / reach))));
    }
  }
  return image;
}
