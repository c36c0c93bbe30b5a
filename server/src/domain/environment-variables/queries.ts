import { isUniqueViolation, type Db } from '#platform/db'
import { Conflict } from '#platform/errors'
import type { EnvironmentVariable } from './environment-variable.ts'

const COLUMNS = ['id', 'key', 'is_secret', 'sealed_value', 'created_at'] as const

interface Row {
  readonly id: string
  readonly key: string
  readonly is_secret: boolean
  readonly sealed_value: Buffer
  readonly created_at: Date
}

function variableOf(row: Row): EnvironmentVariable {
  return {
    id: row.id,
    key: row.key,
    isSecret: row.is_secret,
    sealedValue: row.sealed_value,
    createdAt: row.created_at,
  }
}

export async function listVariables(db: Db): Promise<EnvironmentVariable[]> {
  const rows = await db
    .selectFrom('environment_variables')
    .select(COLUMNS)
    .where('environment_id', '=', db.environmentId)
    .orderBy('key')
    .execute()
  return rows.map(variableOf)
}

export async function findVariable(db: Db, id: string): Promise<EnvironmentVariable | undefined> {
  const row = await db
    .selectFrom('environment_variables')
    .select(COLUMNS)
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && variableOf(row)
}

/** Locks a variable until the transaction ends. */
export async function lockVariable(db: Db, id: string): Promise<EnvironmentVariable | undefined> {
  const row = await db
    .selectFrom('environment_variables')
    .select(COLUMNS)
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && variableOf(row)
}

/** @throws {Conflict} `ENVIRONMENT_VARIABLE_KEY_TAKEN` */
export async function insertVariable(db: Db, variable: EnvironmentVariable): Promise<void> {
  await refusingTakenKey(() =>
    db
      .insertInto('environment_variables')
      .values({
        environment_id: db.environmentId,
        id: variable.id,
        key: variable.key,
        is_secret: variable.isSecret,
        sealed_value: Buffer.from(variable.sealedValue),
        created_at: variable.createdAt,
        updated_at: variable.createdAt,
      })
      .execute(),
  )
}

/** @throws {Conflict} `ENVIRONMENT_VARIABLE_KEY_TAKEN` */
export async function writeVariable(
  db: Db,
  { now }: { readonly now: Date },
  { id, key, isSecret, sealedValue }: EnvironmentVariable,
): Promise<void> {
  await refusingTakenKey(() =>
    db
      .updateTable('environment_variables')
      .set({ key, is_secret: isSecret, sealed_value: Buffer.from(sealedValue), updated_at: now })
      .where('environment_id', '=', db.environmentId)
      .where('id', '=', id)
      .execute(),
  )
}

/** Deletes a variable and returns it, if it existed. */
export async function removeVariable(db: Db, id: string): Promise<EnvironmentVariable | undefined> {
  const row = await db
    .deleteFrom('environment_variables')
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .returning(COLUMNS)
    .executeTakeFirst()
  return row && variableOf(row)
}

async function refusingTakenKey(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isUniqueViolation(error, 'environment_variables_by_key')) throw error
    throw new Conflict('ENVIRONMENT_VARIABLE_KEY_TAKEN', 'Another variable of this environment has this key.', {
      cause: error,
    })
  }
}
