/** A screen on a stand, a way with its stops, bars of a chart, a tray, a phone, a shield. */
const signs = {
  wall: "M3 4h18v12H3zM12 16v4M8 20h8M7 12l3-4 3 3 4-4",
  plan: "M6 8a2.5 2.5 0 1 0-.01 0zM18 21a2.5 2.5 0 1 0-.01 0zM6 8v5a3 3 0 0 0 3 3h6a3 3 0 0 0 3-3V9l-3 3M18 9l3 3",
  analyse: "M4 20h16M7 20v-6M12 20V5M17 20v-9",
  desk: "M3 13l3-9h12l3 9v7H3zM3 13h5.5l1.5 3h4l1.5-3H21",
  remote: "M7 2h10v20H7zM10.5 18.5h3M10 6h4",
  admin: "M12 2l8 3v6c0 5-3.4 8.6-8 11-4.6-2.4-8-6-8-11V5zM8.5 12l2.5 2.5 4.5-5",
} as const;

/** A page that one may go to: its sign, its name and what it is for. */
export function PageCard({
  sign,
  name,
  about,
  href,
}: {
  sign: keyof typeof signs;
  name: string;
  about: string;
  href: string;
}) {
  return (
    <a href={href}>
      <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d={signs[sign]} />
      </svg>
      <strong>{name}</strong>
      <span className="quiet">{about}</span>
    </a>
  );
}
