import type { Schemas } from "../api/client.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { blockFeatures, spotFeatures } from "../layers/published-features.ts";
import { fontsOf } from "../map/fonts.ts";
import { publicOrder } from "../map/layer-order.ts";
import { NoMapError, OneMap } from "../map/map.ts";
import type { PageStore } from "../state/page.ts";

/** The public map; null where this machine cannot draw one. Loaded after the text, which is what the page is for. */
export async function openPublicMap(
  container: HTMLElement,
  page: PageStore,
  bbox: readonly number[] | null,
): Promise<PublicMap | null> {
  const fonts = await fontsOf(page.getState().lang);
  const { theme, lang, camera } = page.getState();
  try {
    const map = new OneMap({
      container,
      order: publicOrder,
      theme,
      language: lang,
      scale: 1,
      fonts,
      messages: sharedMessages[lang],
      camera,
      bbox,
      isInteractive: true,
    });
    map.onMoved((moved) => page.setState({ camera: moved }));
    page.subscribe((after, before) => {
      if (after.lang !== before.lang) void fontsOf(after.lang).then((more) => map.addFonts(more));
      if (after.theme !== before.theme || after.lang !== before.lang)
        map.set({ theme: after.theme, language: after.lang });
    });
    return { show: (blocks, spots) => show(map, blocks, spots) };
  } catch (error) {
    if (!(error instanceof NoMapError)) throw error;
    return null;
  }
}

export interface PublicMap {
  /** Draws what is published, and nothing else. */
  readonly show: (
    blocks: readonly Schemas["PublishedBlock"][],
    spots: Schemas["PublishedIncidents"]["spots"],
  ) => Promise<void>;
}

async function show(
  map: OneMap,
  blocks: readonly Schemas["PublishedBlock"][],
  spots: Schemas["PublishedIncidents"]["spots"],
): Promise<void> {
  await map.show("published-blocks", blockFeatures(blocks));
  await map.show("published-spots", spotFeatures(spots));
}
