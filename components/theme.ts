import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

// Shade 6 carries white text at 4.9:1, shade 4 stands on the dark body at 7:1.
const accent: MantineColorsTuple = [
  '#effaf8',
  '#d5f1ec',
  '#a9e2d8',
  '#74cdbf',
  '#45b3a4',
  '#26998b',
  '#0f7a6f',
  '#0b665d',
  '#0a544d',
  '#08423d',
];

// Neutral greys without a hue; 5 is the faintest that still reads as text on white.
const gray: MantineColorsTuple = [
  '#fafafa',
  '#f4f4f5',
  '#ebebed',
  '#dddde1',
  '#c6c6cc',
  '#70707a',
  '#5f5f69',
  '#494952',
  '#303037',
  '#1b1b20',
];

const dark: MantineColorsTuple = [
  '#ededef',
  '#c4c4cb',
  '#a6a6b0',
  '#90909b',
  '#33333a',
  '#28282e',
  '#1c1c21',
  '#131316',
  '#0e0e11',
  '#09090b',
];

// A dialog's <header> would count as a second banner of the page.
const HEADER_IS_NO_BANNER = { header: { role: 'presentation' } };

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { accent, gray, dark },
  black: '#1b1b20',
  fontFamily: 'var(--font-geist-sans), system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '8px', xl: '12px' },
  shadows: {
    xs: 'none',
    sm: '0 1px 2px rgb(0 0 0 / 0.06)',
    md: '0 4px 16px rgb(0 0 0 / 0.1)',
    lg: '0 8px 24px rgb(0 0 0 / 0.12)',
    xl: '0 12px 32px rgb(0 0 0 / 0.16)',
  },
  headings: {
    fontFamily: 'var(--font-geist-sans), system-ui, sans-serif',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
      h4: { fontSize: '13px', lineHeight: '20px' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Paper: { defaultProps: { radius: 'md', shadow: 'none' } },
    Card: { defaultProps: { radius: 'md', shadow: 'none', withBorder: true } },
    InputWrapper: { styles: { description: { fontSize: 12 }, error: { fontSize: 12 } } },
    Tooltip: { defaultProps: { openDelay: 200 } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 }, attributes: HEADER_IS_NO_BANNER } },
    Modal: { defaultProps: { transitionProps: { duration: 120 }, centered: true, attributes: HEADER_IS_NO_BANNER } },
    // The placeholder that would take the focus first is no child that a menu may have; its first item takes it.
    Menu: { defaultProps: { transitionProps: { duration: 80 }, withInitialFocusPlaceholder: false } },
    Select: { defaultProps: { comboboxProps: { transitionProps: { duration: 80 } } } },
  },
});

/** Gain and loss read on both backgrounds; errors too, which Mantine's own red does not in either theme. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-error': '#c2271e',
    '--mantine-color-yellow-light': '#fff4e0',
    '--mantine-color-yellow-light-color': '#7a4a00',
    '--mantine-color-red-light': '#fdeceb',
    '--mantine-color-red-light-color': '#b3241c',
    '--hw-accent': accent[6],
    '--hw-gain': '#18794a',
    '--hw-loss': '#c2271e',
    '--hw-warning': '#8f5200',
    '--hw-surface': '#fafafa',
    '--hw-hairline': '#e4e4e8',
    '--mantine-color-default-border': '#e4e4e8',
    '--hw-warning-surface': '#fff4e0',
  },
  dark: {
    '--mantine-color-error': '#ff8f87',
    '--mantine-color-yellow-light': '#2e2413',
    '--mantine-color-yellow-light-color': '#f5b14c',
    '--mantine-color-red-light': '#331a19',
    '--mantine-color-red-light-color': '#ff8f87',
    '--hw-accent': accent[4],
    '--hw-gain': '#4cc38a',
    '--hw-loss': '#ff8f87',
    '--hw-warning': '#f5b14c',
    '--hw-surface': '#0e0e11',
    '--hw-hairline': '#2a2a31',
    '--mantine-color-default-border': '#2a2a31',
    '--hw-warning-surface': '#2e2413',
  },
});
