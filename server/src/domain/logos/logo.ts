import { z } from 'zod'

export const Theme = z.enum(['dark', 'light'])
export type Theme = z.infer<typeof Theme>

/** Whose logo: the environment's, or that of one of its organizations. */
export interface LogoOwner {
  readonly environmentId: string
  readonly organizationId?: string | undefined
}

export interface LogoFile {
  readonly theme: Theme
  readonly fileName: string
}

export interface Logo extends LogoFile {
  /** PNG. */
  readonly image: Buffer
  /** Of the picture: the address carries it, so that a new one is seen at once. */
  readonly digest: string
  readonly createdAt: Date
}

/** Twice as large as it is shown, for fine screens. */
export const LOGO_BOX = { width: 960, height: 240 } as const
