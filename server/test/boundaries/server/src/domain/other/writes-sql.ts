import { sql } from 'kysely'
export const writesSql = sql
