/** The values that a quick start fills in. */
export interface QuickStartIds {
  readonly issuer: string
  readonly clientId: string
}

export interface QuickStart {
  readonly name: string
  /** The types of applications that it is for. */
  readonly types: readonly string[]
  /** The callback URL that its code uses. */
  readonly callback?: string
  readonly logout?: string
  readonly files: (ids: QuickStartIds) => readonly (readonly [name: string, code: string])[]
}
