import type { SheetLegend } from "../map/sheet.ts";

/** What a legend of the page says, its symbols as pictures that can be drawn elsewhere. */
export async function legendPictures(legend: Element): Promise<SheetLegend[]> {
  return Promise.all(
    [...legend.querySelectorAll("ul")].map(async (list) => ({
      title: list.closest(".class-legend")?.querySelector(".title")?.textContent ?? "",
      entries: await Promise.all(
        [...list.querySelectorAll("li")].map(async (entry) => ({
          symbol: await pictureOf(entry.querySelector("svg") as SVGSVGElement),
          text: entry.textContent ?? "",
        })),
      ),
    })),
  );
}

async function pictureOf(symbol: SVGSVGElement): Promise<HTMLImageElement> {
  const copy = symbol.cloneNode(true) as SVGSVGElement;
  const { width, height } = symbol.getBoundingClientRect();
  copy.setAttribute("width", String(Math.max(1, Math.round(width))));
  copy.setAttribute("height", String(Math.max(1, Math.round(height))));
  const picture = new Image();
  picture.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await picture.decode();
  return picture;
}
