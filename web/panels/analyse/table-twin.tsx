import { Scrolls } from "../scrolls.tsx";

/** The numbers of a chart as a table, folded away until asked for. The first cell of a row is its heading. */
export function TableTwin({
  label,
  caption,
  head,
  rows,
}: {
  label: string;
  caption: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
}) {
  return (
    <details className="twin">
      <summary>{label}</summary>
      <Scrolls label={caption}>
        <table>
          <thead>
            <tr>
              {head.map((text) => (
                <th key={text} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first, ...rest]) => (
              <tr key={first}>
                <th scope="row">{first}</th>
                {rest.map((text, i) => (
                  <td key={head[i + 1]}>{text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </details>
  );
}
