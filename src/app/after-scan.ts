/** What is to be done after a good scan. */
export interface AfterScan {
  /** Decides about warnings; false when it could not. */
  readonly round: (account: string) => Promise<boolean>
  readonly searchLost: (account: string, isFirst: boolean) => Promise<void>
  /** Tells the dead-man's switch that all is well. */
  readonly beat: () => Promise<void>
}

/**
 * What follows a good scan of an account; `isFirst`: the first that this Redis keeps. A scan that nobody could be warned of
 * is what the dead-man's switch is there for: it hears of none.
 */
export const afterScan =
  ({ round, searchLost, beat }: AfterScan) =>
  async (account: string, isFirst: boolean): Promise<void> => {
    const warn = async (): Promise<void> => {
      if (await round(account)) await beat()
    }
    await Promise.all([warn(), searchLost(account, isFirst)])
  }
