import { useId, useState } from "react";
import { formatDay } from "../i18n/format.ts";
import type { Language } from "../i18n/language.ts";

interface DayInputProps {
  readonly id: string;
  readonly name: string;
  /** As `YYYY-MM-DD`; empty for none. */
  readonly day?: string;
  /** What no day means. */
  readonly none?: string;
  readonly language: Language;
}

/** A day to choose, said again in words of the page: browsers write the field in the language of whoever installed them. */
export function DayInput({ id, name, day = "", none = "", language }: DayInputProps) {
  const words = useId();
  const [chosen, setChosen] = useState(day);
  return (
    <>
      <input
        id={id}
        type="date"
        name={name}
        defaultValue={day}
        aria-describedby={words}
        onChange={(event) => setChosen(event.target.value)}
      />
      <span id={words} className="day-words">
        {chosen === "" ? none : dayWords(chosen, language)}
      </span>
    </>
  );
}

/** A day of the calendar, wherever it is. */
export function dayWords(day: string, language: Language): string {
  return formatDay(new Date(`${day}T12:00:00Z`), "UTC", language);
}
