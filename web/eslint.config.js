// One set of rules for every part of web/. Run by each workspace: `npm run lint`.
import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import importX from "eslint-plugin-import-x";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import tseslint from "typescript-eslint";

const source = fileURLToPath(new URL("./console/src", import.meta.url));
const features = readdirSync(`${source}/features`);

/** protocol <- lib <- features <- app, and no feature knows another. */
const zones = [
  { target: `${source}/lib`, from: `${source}/features`, message: "lib must not know a feature." },
  { target: `${source}/lib`, from: `${source}/app`, message: "lib must not know app." },
  { target: `${source}/features`, from: `${source}/app`, message: "A feature must not know app." },
  ...features.map((feature) => ({
    target: `${source}/features/${feature}`,
    from: `${source}/features`,
    except: [`./${feature}`],
    message: "Features do not import each other: put them together in app, or move what they share to lib.",
  })),
];

export default defineConfig(
  globalIgnores(["**/dist/", "**/coverage/", "protocol/src/api.ts", "protocol/src/events.ts"]),
  js.configs.recommended,
  { files: ["**/*.{js,mjs}"], languageOptions: { globals: globals.node } },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver({ noWarnOnMultipleProjects: true })] },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
      "import-x/no-cycle": "error",
    },
  },
  {
    files: ["console/**/*.{ts,tsx}"],
    extends: [jsxA11y.flatConfigs.strict, reactHooks.configs.flat.recommended],
    languageOptions: { globals: globals.browser },
    rules: { "import-x/no-restricted-paths": ["error", { zones }] },
  },
  {
    files: ["widget/**/*.{ts,tsx}"],
    extends: [jsxA11y.flatConfigs.strict],
    plugins: { "react-hooks": reactHooks },
    languageOptions: { globals: globals.browser },
    // Preact writes `for`, as HTML does.
    settings: { "jsx-a11y": { attributes: { for: ["htmlFor", "for"] } } },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      // A guard costs bytes on every visitor's line; `!` stands where the line above has just made sure.
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
);
