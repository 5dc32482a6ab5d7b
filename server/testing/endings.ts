import { registerHooks } from "node:module";

/**
 * The published decoder of MapLibre tiles imports its own files without endings, which bundlers read and Node does not.
 * Tests that Node runs as they are get them here.
 */
registerHooks({
  resolve(specifier, context, next) {
    const isWithout =
      specifier.startsWith(".") && !specifier.endsWith(".js") && context.parentURL?.includes("/@maplibre/mlt/");
    return next(isWithout ? `${specifier}.js` : specifier, context);
  },
});
