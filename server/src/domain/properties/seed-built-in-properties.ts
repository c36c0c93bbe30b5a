import type { Db } from '#platform/db'
import { newId } from '#platform/ids'
import { BUILT_IN_CATEGORIES, BUILT_IN_PROPERTIES } from './built-in.ts'
import { countBuiltIn, insertBuiltIn, insertMissingCategories } from './queries.ts'

/** Gives an environment the built-in properties that it does not have yet. Does nothing where it has all. */
export async function seedBuiltInProperties(db: Db, now: Date): Promise<void> {
  if ((await countBuiltIn(db)) === BUILT_IN_PROPERTIES.length) return
  const categories = BUILT_IN_CATEGORIES.map((one) => ({ ...one, id: newId() }))
  const known = await insertMissingCategories(db, categories, now)
  const properties = BUILT_IN_PROPERTIES.flatMap((one) => {
    const category = known.find(({ context, name }) => context === one.context && name === one.category)
    return category ? [{ ...one, id: newId(), categoryId: category.id }] : []
  })
  await insertBuiltIn(db, properties, now)
}
