import { z } from 'zod'
import { uploadedFile } from '#platform/http'
import { Theme, type LogoFile } from './logo.ts'

export const LogoParams = z.object({ type: Theme.meta({ description: 'For which pages.' }) })
export const OrganizationParams = z.object({
  org_code: z.string().meta({ description: 'The code of the organization.', example: 'org_1ccfb819462' }),
})
export const OrganizationLogoParams = z.object({ ...OrganizationParams.shape, ...LogoParams.shape })

export const LogoBody = z.object({
  logo: uploadedFile(1_000_000).meta({ description: 'PNG, JPEG, WebP or GIF of less than 1 MB.' }),
})

export const LogoView = z.object({
  type: Theme,
  file_name: z.string().meta({ description: 'As it was uploaded.', example: 'tailsforce.png' }),
})
export const OrganizationLogoView = z.object({
  ...LogoView.shape,
  path: z.string().meta({ description: 'Where it is served.', example: '/logo?p_org_code=org_1767f11ce62' }),
})

export function logoViewOf({ theme, fileName }: LogoFile): z.input<typeof LogoView> {
  return { type: theme, file_name: fileName }
}

export function organizationLogoViewOf(logo: LogoFile, code: string): z.input<typeof OrganizationLogoView> {
  const path = logo.theme === 'dark' ? '/logo_dark' : '/logo'
  return { ...logoViewOf(logo), path: `${path}?p_org_code=${code}` }
}
