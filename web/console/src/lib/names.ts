/** What to call people on the screen. */
import { useTranslation } from "react-i18next";
import { useCallback } from "react";

/** A contact's name, or "Visitor 3F2A" while nobody knows it. */
export function useContactName(): (contact: { name: string | null; id: string }) => string {
  const { t } = useTranslation();
  return useCallback(({ name, id }) => name ?? t("contact.unnamed", { code: id.slice(0, 4).toUpperCase() }), [t]);
}

/** Up to two letters for a round picture; Devanagari vowel signs stay with their letter. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.map((word) => [...new Intl.Segmenter().segment(word)][0]?.segment ?? "");
  return [letters[0], words.length > 1 ? letters.at(-1) : ""].join("").toUpperCase();
}
