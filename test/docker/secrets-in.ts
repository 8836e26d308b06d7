const mayHoldOne = /TOKEN|SECRET|PASSWORD|KEY|CREDENTIAL/i
const fromOutside = /^\$\{\w+:\?[^}]*\}$/

/** Environment entries of a text that carry a secret's value: anything but `${NAME:?…}`, which names where it comes from. */
export const secretsIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/#.*/, ''))
    .flatMap((line) => {
      const [, name = '', value = ''] = /([A-Z][A-Z0-9_]{2,})["']?\s*[:=]\s*["']?([^"'\s].*?)["']?\s*$/.exec(line) ?? []
      return mayHoldOne.test(name) && value !== '' && !fromOutside.test(value) ? [name] : []
    })
