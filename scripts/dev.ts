/** `pnpm dev`: the server, restarted when its code changes, and the pages with hot reload on port 5173. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { root, toolPath } from "./run.ts";

const port = process.env.PORT ?? "8080";
const server = spawn(process.execPath, ["--watch", join(root, "server/main.ts")], { stdio: "inherit" });
const pages = spawn(process.execPath, [toolPath("vite/bin/vite.js", "web")], {
  stdio: "inherit",
  cwd: join(root, "web"),
  env: { ...process.env, API_URL: `http://127.0.0.1:${port}` },
});
const stop = () => {
  server.kill("SIGTERM");
  pages.kill("SIGTERM");
};
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
server.on("exit", () => pages.kill("SIGTERM"));
pages.on("exit", () => server.kill("SIGTERM"));
