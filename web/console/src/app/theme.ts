/** One look: deep teal, greys, and colour otherwise only for state. Contrasts are AA in both schemes (axe checks them). */
import {
  createTheme,
  defaultCssVariablesResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from "@mantine/core";

const teal: MantineColorsTuple = [
  "#ecfaf8",
  "#d8f3ef",
  "#aee4dc",
  "#7bd0c5",
  "#4bb9ac",
  "#279d91",
  "#14857a",
  "#0f766e",
  "#0b5e58",
  "#084743",
];

const gray: MantineColorsTuple = [
  "#f6f8f8",
  "#eef1f1",
  "#e3e8e8",
  "#d3dada",
  "#bcc5c5",
  "#98a3a3",
  "#6f7b7b",
  "#556060",
  "#39423f",
  "#1d2423",
];

const dark: MantineColorsTuple = [
  "#dfe6e5",
  "#bcc6c5",
  "#98a5a3",
  "#74827f",
  "#3f4a48",
  "#303937",
  "#242c2b",
  "#191f1e",
  "#131817",
  "#0c100f",
];

const fontFamily = 'system-ui, "Noto Sans", "Noto Sans Devanagari", sans-serif';

export const theme = createTheme({
  primaryColor: "teal",
  primaryShade: 7,
  autoContrast: true,
  colors: { teal, gray, dark },
  black: "#161c1b",
  defaultRadius: "md",
  fontFamily,
  headings: { fontFamily, fontWeight: "650" },
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true, events: { hover: true, focus: true, touch: false } } },
    Modal: {
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 } },
      styles: { title: { fontWeight: 650, fontSize: "1.1rem" } },
    },
    Badge: { defaultProps: { variant: "light", tt: "none", fw: 550 } },
    // The placeholder for the first focus is no child that a menu may have.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Kbd: { defaultProps: { size: "xs" } },
  },
});

/** Where the library's own choices are too pale to read. Surfaces of our own have names, too. */
export const cssVariables: CSSVariablesResolver = (given) => {
  const base = defaultCssVariablesResolver(given);
  return {
    variables: base.variables,
    light: {
      ...base.light,
      "--mantine-color-dimmed": gray[7],
      "--mantine-color-placeholder": gray[6],
      "--mantine-color-error": "#b42318",
      "--mantine-color-red-filled": "#c92a2a",
      "--mantine-color-red-filled-hover": "#b02525",
      "--mantine-color-default-border": gray[3],
      "--mantine-color-green-light-color": "#1b5e2a",
      "--mantine-color-yellow-light-color": "#6b4300",
      "--mantine-color-red-light-color": "#a01c1c",
      "--mantine-color-disabled-color": gray[6],
      "--surface-page": gray[0],
      "--surface-pane": "#ffffff",
      "--surface-hover": gray[1],
      "--surface-selected": teal[0],
      "--surface-bubble": gray[1],
      "--surface-note": "#fff6db",
      "--border-note": "#e6cf85",
      "--text-note": "#5c4500",
      "--border-soft": gray[2],
      "--accent-text": teal[7],
    },
    dark: {
      ...base.dark,
      "--mantine-color-body": dark[7],
      "--mantine-color-dimmed": dark[2],
      "--mantine-color-placeholder": dark[2],
      "--mantine-color-error": "#ff9d92",
      "--mantine-color-red-filled": "#c92a2a",
      "--mantine-color-red-filled-hover": "#b02525",
      "--mantine-color-disabled-color": dark[2],
      "--mantine-color-gray-light": dark[5],
      "--mantine-color-gray-light-hover": dark[4],
      "--mantine-color-teal-light": "#10403b",
      "--mantine-color-teal-light-hover": "#14504a",
      "--mantine-color-green-light": "#143d22",
      "--surface-page": dark[9],
      "--surface-pane": dark[8],
      "--surface-hover": dark[7],
      "--surface-selected": "#14302d",
      "--surface-bubble": dark[6],
      "--surface-note": "#2d2712",
      "--border-note": "#5f5222",
      "--text-note": "#f0dca0",
      "--border-soft": dark[6],
      "--accent-text": teal[3],
    },
  };
};
