import type { Db } from '#platform/db'
import { connectionIdFromText, noSuchConnection, type Connection } from './connection.ts'
import { findConnection } from './queries.ts'

/** @throws {NotFound} `CONNECTION_NOT_FOUND` */
export async function getConnection(db: Db, text: string): Promise<Connection> {
  const id = connectionIdFromText(text)
  const found = id === undefined ? undefined : await findConnection(db, id)
  if (!found) throw noSuchConnection()
  return found
}
