/** Words for something that is stored as a code, with the code at hand for whoever has to quote it. */
export function Stored({
  text,
  words,
  name,
  onChoose,
}: {
  /** As it is stored. */
  text: string;
  words: string;
  /** What the button is heard as. */
  name?: string;
  /** Without it the words are no button. */
  onChoose?: ((text: string) => void) | undefined;
}) {
  return (
    <data value={text} title={text}>
      {onChoose === undefined ? (
        words
      ) : (
        <button type="button" className="link" aria-label={name} onClick={() => onChoose(text)}>
          {words}
        </button>
      )}
    </data>
  );
}
