import { z } from 'zod'

export const Theme = z.enum(['dark', 'light'])
export type Theme = z.infer<typeof Theme>

/** The owner of a logo: the environment, or one of its organizations. */
export interface LogoOwner {
  readonly organizationId?: string | undefined
}

export interface LogoFile {
  readonly theme: Theme
  readonly fileName: string
}

export interface Logo extends LogoFile {
  /** PNG. */
  readonly image: Buffer
  /** The digest of the picture. The address carries it, so that a new picture is shown at once. */
  readonly digest: string
  readonly createdAt: Date
}

/** Twice the displayed size, for fine screens. */
export const LOGO_BOX = { width: 960, height: 240 } as const
