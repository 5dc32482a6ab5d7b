import { Field } from "./field.tsx";

/** A badge or code: small letters, whatever the keyboard of a phone makes of the first one. */
export function LoginField({
  label,
  title,
  autoComplete = "username",
}: {
  label: string;
  /** What is wrong with a code that does not fit. */
  title: string;
  autoComplete?: "username" | "off";
}) {
  return (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          name="login"
          autoComplete={autoComplete}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="next"
          minLength={2}
          maxLength={40}
          pattern="\s*[A-Za-z0-9][A-Za-z0-9._\-]*\s*"
          title={title}
          required
        />
      )}
    </Field>
  );
}
