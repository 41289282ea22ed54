/** The little that forms need: what is wrong with a value, as a key of the texts. */

export type FieldError = "field.required" | "field.email_invalid" | "field.password_short";

export const PASSWORD_LENGTH = 10;

export function checkRequired(value: string): FieldError | null {
  return value.trim() ? null : "field.required";
}

/** Catches slips only; whether an address exists, the desk and a mail can tell. */
export function checkEmail(value: string): FieldError | null {
  if (!value.trim()) return "field.required";
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? null : "field.email_invalid";
}

export function checkPassword(value: string): FieldError | null {
  if (!value) return "field.required";
  return value.length >= PASSWORD_LENGTH ? null : "field.password_short";
}

/** Puts the cursor into the first field that is marked wrong, so that nobody has to look for it. */
export function focusFirstInvalid(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
