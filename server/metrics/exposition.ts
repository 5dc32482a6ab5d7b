/** One figure of the server, with a value for each set of labels. */
export interface Metric {
  /** snake_case with its unit, and `_total` where it only grows. */
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge";
  readonly values: readonly MetricValue[];
}

export interface MetricValue {
  readonly labels?: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** Media type of what `exposition` writes. */
export const expositionType = "text/plain; version=0.0.4; charset=utf-8";

/** The figures in the text form of Prometheus, https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function exposition(metrics: readonly Metric[]): string {
  const lines = metrics.flatMap(({ name, help, type, values }) => [
    `# HELP ${name} ${escaped(help)}`,
    `# TYPE ${name} ${type}`,
    ...values.map(({ labels = {}, value }) => `${name}${written(labels)} ${value}`),
  ]);
  return `${lines.join("\n")}\n`;
}

function written(labels: Readonly<Record<string, string | number>>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${escaped(String(value)).replaceAll('"', '\\"')}"`,
  );
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}
