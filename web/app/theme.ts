import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const petrol: MantineColorsTuple = ['#e8f5f7', '#d0e8ec', '#a3d2da', '#72bac7', '#4ca7b7', '#2f97a9', '#1f8799', '#14748a', '#0c6172', '#07485a'];
const gray: MantineColorsTuple = ['#f6f8f9', '#eef1f3', '#e2e7ea', '#d1d8dc', '#b6c0c6', '#8f9ba3', '#5a6771', '#46525b', '#303a42', '#1c242a'];
const dark: MantineColorsTuple = ['#dde3e7', '#bcc6cd', '#98a5ae', '#6d7b86', '#465562', '#364450', '#27333c', '#1b252c', '#151d23', '#0f161b'];
const leaf: MantineColorsTuple = ['#e9f7ee', '#d2ecdb', '#a5d9b7', '#75c591', '#4fb472', '#38aa5f', '#2a9a52', '#1b7d41', '#146634', '#0b4f27'];
const plum: MantineColorsTuple = ['#f3effa', '#e3dcf2', '#c6b7e6', '#a990d9', '#8f6fce', '#7f5ac7', '#7450c0', '#6341aa', '#523391', '#412678'];

/** The one theme: calm and dense; colour only where it means something. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: 7,
  colors: { petrol, gray, dark, leaf, plum },
  fontFamily: '"Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.1875rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.5' },
  spacing: { xs: '0.375rem', sm: '0.625rem', md: '0.875rem', lg: '1.125rem', xl: '1.625rem' },
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.375rem' }, h2: { fontSize: '1.0625rem' }, h3: { fontSize: '0.9375rem' } } },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: true,
  shadows: { xs: 'none', sm: 'none', md: '0 6px 20px rgb(10 20 28 / 14%)', lg: '0 10px 30px rgb(10 20 28 / 18%)', xl: '0 14px 44px rgb(10 20 28 / 22%)' },
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', checkIconPosition: 'right' } },
    // A dialog's head is not a second banner of the page.
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 120 }, attributes: { header: { role: 'presentation' } } }, styles: { title: { fontSize: '1.0625rem', fontWeight: 650 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 140 }, attributes: { header: { role: 'presentation' } } }, styles: { title: { fontSize: '1.0625rem', fontWeight: 650 } } },
    // The placeholder that would take the first focus is no item of the menu, and assistive technology stumbles over it.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, transitionProps: { duration: 100 } } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 80 } } },
  },
});

/** What colours mean, once for light and once for dark; every pair of text and ground reaches 4.5 : 1. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5a6771',
    '--mantine-color-placeholder': '#687580',
    '--mantine-color-error': '#b3261e',
    '--vz-ground': '#eef1f3',
    '--vz-surface': '#ffffff',
    '--vz-sunken': '#f6f8f9',
    '--vz-line': '#d9dfe3',
    '--vz-text': '#1c242a',
    '--vz-muted': '#55626c',
    '--vz-accent': '#0c6172',
    '--vz-accent-soft': '#e3f2f5',
    '--vz-focus': '#0b7d94',
    '--vz-put-through': '#12602f',
    '--vz-put-through-ground': '#e2f4e8',
    '--vz-put-through-edge': '#1b7d41',
    '--vz-message': '#4f308f',
    '--vz-message-ground': '#f0eafa',
    '--vz-message-edge': '#7450c0',
    '--vz-amber': '#8a5200',
    '--vz-amber-ground': '#fff1d6',
    '--vz-red': '#b3261e',
    '--vz-red-ground': '#fde8e6',
    '--vz-vip': '#946100',
  },
  dark: {
    '--mantine-color-body': '#1b252c',
    '--mantine-color-text': '#dde3e7',
    '--mantine-color-dimmed': '#98a5ae',
    '--mantine-color-placeholder': '#8795a0',
    '--mantine-color-error': '#ff9d94',
    '--mantine-color-anchor': '#72bac7',
    '--vz-ground': '#10171c',
    '--vz-surface': '#1b252c',
    '--vz-sunken': '#151d23',
    '--vz-line': '#33404a',
    '--vz-text': '#e4e9ec',
    '--vz-muted': '#98a5ae',
    '--vz-accent': '#72bac7',
    '--vz-accent-soft': '#17343d',
    '--vz-focus': '#7cd0df',
    '--vz-put-through': '#a8e6bd',
    '--vz-put-through-ground': '#153424',
    '--vz-put-through-edge': '#38aa5f',
    '--vz-message': '#d5c6f7',
    '--vz-message-ground': '#2b2243',
    '--vz-message-edge': '#8f6fce',
    '--vz-amber': '#ffc35c',
    '--vz-amber-ground': '#3a2b10',
    '--vz-red': '#ff9d94',
    '--vz-red-ground': '#43201d',
    '--vz-vip': '#f0bf4c',
  },
});
