import type { Db } from '#platform/db'
import type { Logo, LogoFile, LogoOwner, Theme } from './logo.ts'

/** The digests of an environment's own logos, by theme. */
export type LogoDigests = Readonly<Partial<Record<Theme, string>>>

const FILE = ['theme', 'file_name'] as const
const ALL = [...FILE, 'image', 'digest', 'created_at'] as const

export async function readLogoDigests(db: Db): Promise<LogoDigests> {
  const rows = await environmentLogos(db).select(['theme', 'digest']).execute()
  return Object.fromEntries(rows.map(({ theme, digest }) => [theme, digest]))
}

export async function listLogoFiles(db: Db, { organizationId }: LogoOwner): Promise<LogoFile[]> {
  const rows =
    organizationId === undefined
      ? await environmentLogos(db).select(FILE).orderBy('theme').execute()
      : await organizationLogos(db, organizationId).select(FILE).orderBy('theme').execute()
  return rows.map((row) => ({ theme: themeOf(row.theme), fileName: row.file_name }))
}

export async function listLogos(db: Db, { organizationId }: LogoOwner): Promise<Logo[]> {
  const rows =
    organizationId === undefined
      ? await environmentLogos(db).select(ALL).execute()
      : await organizationLogos(db, organizationId).select(ALL).execute()
  return rows.map((row) => ({
    theme: themeOf(row.theme),
    fileName: row.file_name,
    image: row.image,
    digest: row.digest,
    createdAt: row.created_at,
  }))
}

/** In place of the one there was. */
export async function writeLogo(db: Db, { organizationId }: LogoOwner, logo: Logo): Promise<void> {
  const { theme, ...rest } = logo
  const change = { file_name: rest.fileName, image: rest.image, digest: rest.digest, created_at: rest.createdAt }
  const row = { environment_id: db.environmentId, theme, ...change }
  if (organizationId === undefined) {
    await db
      .insertInto('environment_logos')
      .values(row)
      .onConflict((conflict) => conflict.columns(['environment_id', 'theme']).doUpdateSet(change))
      .execute()
    return
  }
  await db
    .insertInto('organization_logos')
    .values({ ...row, organization_id: organizationId })
    .onConflict((conflict) => conflict.columns(['environment_id', 'organization_id', 'theme']).doUpdateSet(change))
    .execute()
}

/** False when there was none. */
export async function removeLogo(db: Db, { organizationId }: LogoOwner, theme: Theme): Promise<boolean> {
  const { numDeletedRows } =
    organizationId === undefined
      ? await db
          .deleteFrom('environment_logos')
          .where('environment_id', '=', db.environmentId)
          .where('theme', '=', theme)
          .executeTakeFirst()
      : await db
          .deleteFrom('organization_logos')
          .where('environment_id', '=', db.environmentId)
          .where('organization_id', '=', organizationId)
          .where('theme', '=', theme)
          .executeTakeFirst()
  return numDeletedRows > 0n
}

function environmentLogos(db: Db) {
  return db.selectFrom('environment_logos').where('environment_id', '=', db.environmentId)
}

function organizationLogos(db: Db, organizationId: string) {
  return db
    .selectFrom('organization_logos')
    .where('environment_id', '=', db.environmentId)
    .where('organization_id', '=', organizationId)
}

function themeOf(text: string): Theme {
  return text === 'dark' ? 'dark' : 'light'
}
