/** The wire between the desk and the front ends. Everything here comes from the desk; nothing is written twice. */
import type { components as ApiComponents, paths } from "./api";
import type { components as EventComponents } from "./events";

export type { paths };

/** Every form of the HTTP API by its name in `desk/schemas.py`. */
export type Schemas = ApiComponents["schemas"];

type EventSchemas = EventComponents["schemas"];

/** Payloads of the events that agents get, by the event's name. */
export type ConsoleEvents = EventSchemas["ConsoleEvents"];

/** Payloads of the events that a contact gets, by the event's name. */
export type ContactEvents = EventSchemas["ContactEvents"];

/** One of them, with its name. */
export type ConsoleEvent = {
  [Name in keyof ConsoleEvents]: { name: Name; payload: ConsoleEvents[Name] };
}[keyof ConsoleEvents];

export type ContactEvent = {
  [Name in keyof ContactEvents]: { name: Name; payload: ContactEvents[Name] };
}[keyof ContactEvents];
