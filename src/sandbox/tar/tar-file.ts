/** One regular file of an archive. */
export interface TarFile {
  readonly path: string
  readonly mode: number
  readonly bytes: Uint8Array
}

export type Unpacked =
  | { readonly kind: 'files'; readonly files: readonly TarFile[]; readonly unpackedBytes: number }
  | { readonly kind: 'refused'; readonly type: string; readonly message: string }

export const blockBytes = 512

export const textOf = ({ bytes }: TarFile): string => Buffer.from(bytes).toString('utf8')
