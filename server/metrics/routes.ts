import { monitorEventLoopDelay } from "node:perf_hooks";
import { Type } from "typebox";
import { type App, problemResponses } from "../http/app-type.ts";
import type { MapEngine } from "../tiles/engine.ts";
import type { FollowerStatus } from "../tiles/follower.ts";
import type { TileResponder } from "../tiles/tile-responder.ts";
import { exposition, expositionType, type Metric } from "./exposition.ts";
import { type FeedFigures, feedMetrics } from "./feed-metrics.ts";

export interface MetricsOptions {
  readonly engine: () => MapEngine;
  readonly responder: TileResponder;
  readonly status: () => FollowerStatus;
  readonly feed: () => FeedFigures | undefined;
}

/** Figures of this process for whoever watches it: counts and sizes only, nothing of what the rows say. */
export function metricsRoutes(app: App, { engine, responder, status, feed }: MetricsOptions): void {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  app.addHook("onClose", async () => {
    delay.disable();
  });

  app.get(
    "/metrics",
    {
      schema: {
        tags: ["health"],
        summary: "Figures of this process, in the text form of Prometheus",
        produces: ["text/plain"],
        response: { 200: Type.String(), ...problemResponses },
      },
    },
    async (_request, reply) => {
      const longest = delay.max / 1e9;
      delay.reset();
      const live = feed();
      const metrics = [
        ...layerMetrics(engine()),
        ...tileMetrics(responder),
        ...(live === undefined ? [] : feedMetrics(live, status())),
        ...processMetrics(status(), longest),
      ];
      return reply.type(expositionType).send(exposition(metrics));
    },
  );
}

function layerMetrics(engine: MapEngine): Metric[] {
  const layers = engine.counters();
  const gauge = (name: string, help: string, of: (layer: (typeof layers)[number]) => number): Metric => ({
    name: `onemap_layer_${name}`,
    help,
    type: "gauge",
    values: layers.map((layer) => ({ labels: { layer: layer.id }, value: of(layer) })),
  });
  return [
    gauge("rows", "Points or shapes held", ({ rows }) => rows),
    gauge("dead_rows", "Superseded rows that merges have not removed yet", ({ dead }) => dead),
    gauge("runs", "Sorted runs that a read visits", ({ runs }) => runs),
    gauge("bytes", "Memory of columns, indices and clock; of shapes, that of their thread", ({ bytes }) => bytes),
    gauge("version", "Batches applied since the process began", ({ version }) => version),
    gauge("seq", "Place in the feed up to which changes were applied", ({ seq }) => seq),
  ];
}

function tileMetrics({ cache, requests }: TileResponder): Metric[] {
  const { hits, misses, condensed, dropped } = cache.counts;
  const counter = (name: string, help: string, value: number): Metric => ({
    name: `onemap_tile_cache_${name}_total`,
    help,
    type: "counter",
    values: [{ value }],
  });
  return [
    {
      name: "onemap_tile_requests_total",
      help: "Answers for tiles by zoom: made, held or not modified",
      type: "counter",
      values: requests.flatMap((outcomes, zoom) =>
        Object.entries(outcomes).map(([outcome, value]) => ({ labels: { zoom, outcome }, value })),
      ),
    },
    counter("hits", "Answers from bodies held or under way", hits),
    counter("misses", "Bodies made", misses),
    counter("condensed", "Bodies compressed again because they survived", condensed),
    counter("dropped", "Bodies dropped to make room", dropped),
    gauge("onemap_tile_cache_bytes", "Memory of the bodies held", cache.bytes),
    gauge("onemap_tile_cache_entries", "Bodies held", cache.size),
  ];
}

function processMetrics({ syncedAt, isLoaded }: FollowerStatus, longest: number): Metric[] {
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const age = syncedAt === undefined ? [] : [{ value: (Date.now() - syncedAt.getTime()) / 1000 }];
  return [
    gauge("onemap_layers_loaded", "1 once every layer was read", Number(isLoaded)),
    {
      name: "onemap_layers_age_seconds",
      help: "Since the layers were last as the database",
      type: "gauge",
      values: age,
    },
    gauge("onemap_event_loop_longest_seconds", "Longest block of the event loop since the last look", longest),
    gauge("process_resident_memory_bytes", "Resident memory", rss),
    gauge("nodejs_heap_used_bytes", "Memory of JavaScript objects", heapUsed),
    gauge("nodejs_external_memory_bytes", "Memory outside the heap", external),
    gauge("nodejs_array_buffer_bytes", "Memory of typed arrays and buffers", arrayBuffers),
    {
      name: "process_cpu_seconds_total",
      help: "Processor time used",
      type: "counter",
      values: [{ value: (user + system) / 1e6 }],
    },
    gauge("process_uptime_seconds", "Since the process began", process.uptime()),
  ];
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: "gauge", values: [{ value }] };
}
