/** Looks of the map's controls, for pages that people touch; the wall has none and needs only a few rules of its own. */
import "maplibre-gl/dist/maplibre-gl.css";
