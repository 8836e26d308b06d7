const asset = (name: string, type: string) => ({ file: new URL(`./assets/${name}`, import.meta.url), type })

const script = 'text/javascript; charset=utf-8'

const css = 'text/css; charset=utf-8'

/** What the Teams page is styled by as well. */
export const baseStyle = asset('base.css', css)

/** Everything that the browser loads, by its path. Nothing comes from elsewhere. */
export const assets: ReadonlyMap<string, { readonly file: URL; readonly type: string }> = new Map([
  ['/', asset('page.html', 'text/html; charset=utf-8')],
  ['/page/base.css', baseStyle],
  ['/page/page.css', asset('page.css', css)],
  ['/page/cards.css', asset('cards.css', css)],
  ['/page/page.js', asset('page.js', script)],
  ['/page/state.js', asset('state.js', script)],
  ['/page/draw.js', asset('draw.js', script)],
  ['/page/forms.js', asset('forms.js', script)],
  ['/page/clock.js', asset('clock.js', script)],
  ['/page/beside.js', asset('beside.js', script)],
  ['/page/post.js', asset('post.js', script)],
  ['/page/typing.js', asset('typing.js', script)],
])
