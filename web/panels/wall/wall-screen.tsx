import type { ReactNode } from "react";
import type { Freshness } from "../../state/freshness.ts";
import type { WallLayout } from "../../state/wall-layout.ts";
import type { WallView } from "../../state/wall-settings.ts";

/** The whole wall: figures on one side, the newest reports on the other, the map between, the board of the view below. */
export function WallScreen({
  layout,
  view,
  title,
  freshness,
  isSwapped,
  header,
  figures,
  map,
  newest,
  board,
}: {
  layout: WallLayout;
  view: WallView;
  /** Name of the view. */
  title: string;
  freshness: Freshness;
  /** Every other shift sees the columns on the other side. */
  isSwapped: boolean;
  header: ReactNode;
  figures: ReactNode;
  map: ReactNode;
  newest: ReactNode;
  board: ReactNode;
}) {
  const isOld = freshness === "stale" || freshness === "offline";
  return (
    <div className={`wall${isOld ? " is-old" : ""}${isSwapped ? " is-swapped" : ""}`} data-layout={layout}>
      {header}
      {figures}
      <main className="wall-map">{map}</main>
      {newest}
      <section className={`board board-${view}`} aria-label={title}>
        {board}
      </section>
    </div>
  );
}
