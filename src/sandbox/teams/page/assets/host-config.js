const words = '"Segoe UI", system-ui, Roboto, "Noto Sans", "Liberation Sans", sans-serif, "Noto Color Emoji"'

/** As near to Teams' own as its renderer lets one come: sizes, colours, at most six buttons in a row. */
export const hostConfig = {
  supportsInteractivity: true,
  fontFamily: words,
  fontTypes: {
    default: { fontFamily: words },
    monospace: { fontFamily: 'ui-monospace, Consolas, "Liberation Mono", monospace' },
  },
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  spacing: { small: 4, default: 10, medium: 16, large: 24, extraLarge: 32, padding: 16 },
  separator: { lineThickness: 1, lineColor: '#e1dfdd' },
  containerStyles: {
    default: {
      backgroundColor: '#ffffff',
      foregroundColors: { default: { default: '#242424', subtle: '#5c5a58' } },
    },
  },
  factSet: {
    title: { weight: 'Bolder', wrap: false, maxWidth: 200 },
    value: { wrap: true },
    spacing: 16,
  },
  inputs: { label: { requiredInputs: { weight: 'Bolder' }, optionalInputs: { weight: 'Bolder' } } },
  actions: {
    maxActions: 6,
    spacing: 'Default',
    buttonSpacing: 8,
    actionsOrientation: 'Horizontal',
    actionAlignment: 'Left',
    showCard: { actionMode: 'Inline', inlineTopMargin: 8 },
  },
}
