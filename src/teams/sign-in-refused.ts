/** Microsoft's sign-in refused us. `code`: of its own list, such as 7000215 for a wrong secret; undefined where it named none. */
export class SignInRefused extends Error {
  readonly code: number | undefined

  constructor(status: number, code: number | undefined) {
    super(`Microsoft's sign-in answered ${status}${code === undefined ? '' : ` (AADSTS${code})`}`)
    this.name = 'SignInRefused'
    this.code = code
  }
}
