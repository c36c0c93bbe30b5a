import { lchownSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { RunAs } from './command-as-user.ts'

/** Gives a folder and all in it to the user that PostgreSQL runs as; nothing to do where that is our own. */
export function changeOwner(directory: string, runAs: RunAs): void {
  if (runAs.kind !== 'user') return
  lchownSync(directory, runAs.uid, runAs.gid)
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath, entry.name), runAs.uid, runAs.gid)
  }
}
