import type { Schemas } from "../../api/client.ts";
import type { AboutMessages } from "../../i18n/about.ts";
import { formatNumber } from "../../i18n/format.ts";
import { type Language, nameIn } from "../../i18n/language.ts";
import { Scrolls } from "../scrolls.tsx";

/** What the map's points are counted from, by community and kind; what is withheld is a stroke that is read as a word. */
export function CountsTable({
  city,
  incidents,
  messages: m,
  language,
}: {
  city: Schemas["PublishedCity"];
  incidents: Schemas["PublishedIncidents"];
  messages: AboutMessages;
  language: Language;
}) {
  const categories = new Map(city.categories.map(({ code, names }) => [code, nameIn(language, names)]));
  const communities = new Map(city.communities.map(({ id, names }) => [id, nameIn(language, names)]));
  const count = (value: number | null) =>
    value === null ? (
      <>
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">{m.withheld}</span>
      </>
    ) : (
      formatNumber(value)
    );
  const row = (key: string, name: string, counts: readonly (number | null)[], total: number | null) => (
    <tr key={key}>
      <th scope="row">{name}</th>
      <td>{count(total)}</td>
      {counts.map((value, i) => (
        <td key={incidents.categories[i]}>{count(value)}</td>
      ))}
    </tr>
  );
  return (
    <details className="counts">
      <summary>{m.counts}</summary>
      <p className="quiet">{m.withheldAbout}</p>
      <Scrolls label={m.counts}>
        <table>
          <thead>
            <tr>
              <th scope="col">{m.community}</th>
              <th scope="col">{m.total}</th>
              {incidents.categories.map((code) => (
                <th key={code} scope="col">
                  {categories.get(code) ?? code}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {row("city", m.wholeCity, incidents.totals, incidents.total)}
            {incidents.communities.map(({ communityId, counts, total }) =>
              row(String(communityId), communities.get(communityId) ?? `#${communityId}`, counts, total),
            )}
          </tbody>
        </table>
      </Scrolls>
    </details>
  );
}
