/// <reference types="vite/client" />

/** Path data of a Tabler outline icon, made by scripts/icons.mjs. */
declare module "tabler:*" {
  const paths: string[];
  export default paths;
}

/** Hash of the chat bundle this loader was built with. */
declare const __CHAT_VERSION__: string;
