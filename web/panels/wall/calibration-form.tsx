import type { Language } from "../../i18n/language.ts";
import { wallMessages } from "../../i18n/wall.ts";

/** Where the screen hangs: two measures from which the size of every letter follows. */
export function CalibrationForm({
  screenMeters,
  distanceMeters,
  language,
  onApply,
}: {
  screenMeters: number;
  distanceMeters: number;
  language: Language;
  onApply: (measures: { screenMeters: number; distanceMeters: number }) => void;
}) {
  const m = wallMessages[language];
  return (
    <form
      className="calibration"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        onApply({ screenMeters: Number(form.get("width")), distanceMeters: Number(form.get("distance")) });
      }}
    >
      <h3>{m.calibration}</h3>
      <label>
        {m.screenWidth}
        <input type="number" name="width" min={0.05} max={50} step={0.01} required defaultValue={screenMeters} />
      </label>
      <label>
        {m.farthestSeat}
        <input type="number" name="distance" min={0.2} max={100} step={0.1} required defaultValue={distanceMeters} />
      </label>
      <button type="submit">{m.apply}</button>
    </form>
  );
}
