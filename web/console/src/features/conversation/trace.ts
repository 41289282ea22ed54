/** The trace of a bot's turn, read with care: its form is the bot's, and old messages keep old forms. */
import type { Language } from "~/lib/wire";

export type Band = "answer" | "did_you_mean" | "miss";

export interface Trace {
  language: Language | null;
  intent: string | null;
  confidence: number | null;
  band: Band | null;
  faqId: string | null;
  ranking: { faqId: string; confidence: number }[];
  entities: { entity: string; value: string }[];
  actions: string[];
  failedActions: { action: string; error: string }[];
  milliseconds: number | null;
  modelId: string | null;
}

const LANGUAGES: readonly unknown[] = ["en", "hi", "hinglish"];
const BANDS: readonly unknown[] = ["answer", "did_you_mean", "miss"];
/** What Rasa does between steps says nothing to an agent. */
const SILENT = new Set(["action_listen", "action_session_start"]);

export function readTrace(raw: Record<string, unknown>): Trace {
  return {
    language: LANGUAGES.includes(raw.language) ? (raw.language as Language) : null,
    intent: textOf(raw.intent),
    confidence: numberOf(raw.confidence),
    band: BANDS.includes(raw.band) ? (raw.band as Band) : null,
    faqId: textOf(raw.faq_id),
    ranking: rowsOf(raw.ranking).flatMap((row) => {
      const [faqId, confidence] = [textOf(row.faq_id), numberOf(row.confidence)];
      return faqId !== null && confidence !== null ? [{ faqId, confidence }] : [];
    }),
    entities: rowsOf(raw.entities).flatMap((row) => {
      const entity = textOf(row.entity);
      const value = textOf(row.value) ?? numberOf(row.value)?.toString();
      return entity !== null && value !== undefined ? [{ entity, value }] : [];
    }),
    actions: rowsOf(raw.actions)
      .map((row) => textOf(row.name))
      .filter((name) => name !== null)
      .filter((name) => !SILENT.has(name)),
    failedActions: rowsOf(raw.failed_actions).map((row) => ({
      action: textOf(row.action) ?? "?",
      error: textOf(row.error) ?? "?",
    })),
    milliseconds: numberOf(rowOf(raw.ms).total),
    modelId: textOf(raw.model_id),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function rowOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function rowsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(rowOf) : [];
}
