import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compressedFiles } from "./compressed-files.ts";
import { fontTables } from "./font-tables.ts";

const server = process.env.API_URL ?? "http://127.0.0.1:8080";

const pages = ["index", "sign-in", "about", "account", "admin", "desk", "wall", "screen", "remote", "plan", "analyse"];

/** An entry a page; the map's library in a chunk of its own, because every page needs it and none changes it. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), fontTables(), compressedFiles()],
  build: {
    target: "es2022",
    // Small images inlined as data: would need a wider content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: {
      input: Object.fromEntries(pages.map((name) => [name, join(import.meta.dirname, `${name}.html`)])),
      output: {
        codeSplitting: {
          groups: [
            {
              name: "maplibre",
              test: /[\\/]node_modules[\\/](\.pnpm[\\/])?maplibre-gl.*\.mjs$/,
            },
            // Small, and needed by every page with a map: files of their own would cost more in compression than they are.
            {
              name: "small",
              test: /[\\/]web[\\/].*[\\/](clock|memo|symbol-paths|priority-mark|surface-image|not-signed-in)\.tsx?$/,
            },
            { name: "react", test: /[\\/](react|react-dom|scheduler)[\\/]/ },
          ],
        },
      },
    },
  },
  server: {
    // The folder web/api is served from the same path as the server's /api: modules end in .ts, answers do not.
    proxy: Object.fromEntries(
      ["^/api/[^?]*(?<!\\.ts)(?:\\?|$)", "/tiles", "/healthz", "/readyz", "/openapi.json"].map((path) => [
        path,
        server,
      ]),
    ),
  },
});
