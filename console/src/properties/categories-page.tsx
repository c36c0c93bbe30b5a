import { ConfirmDialog, EmptyState, ListTable, Page, ReasonedButton, type Column } from '@gatehouse/ui'
import { Group } from '@mantine/core'
import { useState } from 'react'
import { paths } from '../paths.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useSearchText } from '../shell/use-params.ts'
import { CreateCategory, RenameCategory } from './category-forms.tsx'
import { contextOf, definitionsQuery, loadDefinitions, useCategories, type Category } from './property-queries.ts'
import { CONTEXTS, texts } from './texts.ts'

function CategoriesPage() {
  const place = usePlace()
  const context = contextOf(useSearchText()['context'])
  const categories = useCategories(context)
  const { properties } = useAnswer('GetProperties', definitionsQuery(context))
  const countOf = ({ id }: Category) => properties.filter(({ category_id }) => category_id === id).length
  const [open, setOpen] = useState<{ readonly category: Category; readonly act: 'rename' | 'delete' }>()
  const close = () => setOpen(undefined)
  return (
    <Page
      back={{ href: paths.properties(place, { context }), label: texts.title }}
      title={texts.categoriesTitle}
      lead={texts.categoriesLead}
      actions={<CreateCategory context={context} />}
      tabs={CONTEXTS.map((one) => ({
        href: paths.propertyCategories(place, { context: one }),
        label: texts.contexts[one],
        isOpen: one === context,
      }))}
    >
      <ListTable
        label={texts.categories}
        columns={columnsOf(countOf)}
        rows={categories}
        keyOf={({ id }) => id}
        menuOf={(category) => (
          <CategoryActs
            count={countOf(category)}
            onRename={() => setOpen({ category, act: 'rename' })}
            onDelete={() => setOpen({ category, act: 'delete' })}
          />
        )}
        empty={<EmptyState title={texts.noCategoriesTitle}>{texts.noCategoriesHelp}</EmptyState>}
      />
      {open?.act === 'rename' && <RenameCategory category={open.category} onClose={close} />}
      {open?.act === 'delete' && <DeleteCategory category={open.category} onClose={close} />}
    </Page>
  )
}

function columnsOf(countOf: (category: Category) => number): readonly Column<Category>[] {
  return [
    { name: texts.categoryColumns.name, show: ({ name }) => <span className="strong">{name}</span> },
    { name: texts.categoryColumns.properties, show: (category) => texts.propertyCount(countOf(category)) },
  ]
}

interface CategoryActsProps {
  readonly count: number
  readonly onRename: () => void
  readonly onDelete: () => void
}

function CategoryActs({ count, onRename, onDelete }: CategoryActsProps) {
  const refusal = useRefusal('deleteCategory')
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <ReasonedButton size="compact-sm" reason={useRefusal('UpdateCategory')} onClick={onRename}>
        {texts.renameCategory}
      </ReasonedButton>
      <ReasonedButton
        size="compact-sm"
        variant="subtle"
        reason={count > 0 ? texts.categoryInUse(count) : refusal}
        onClick={onDelete}
      >
        {texts.deleteCategory}
      </ReasonedButton>
    </Group>
  )
}

function DeleteCategory({ category, onClose }: { readonly category: Category; readonly onClose: () => void }) {
  const remove = useAction('deleteCategory', { refresh: ['GetCategories', 'GetProperties'], onDone: onClose })
  return (
    <ConfirmDialog
      isOpen
      title={texts.deleteCategoryTitle(category.name)}
      confirm={texts.deleteCategory}
      keep={texts.keep}
      problem={<ProblemNote problem={remove.error} own={texts.problems} />}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate({ parameters: { category_id: category.id } })}
      onClose={onClose}
    >
      {texts.deleteCategoryLoss}
    </ConfirmDialog>
  )
}

export const categoriesPage: PageDefinition = {
  load: ({ ask, search }) => loadDefinitions(ask, contextOf(search['context'])),
  Component: CategoriesPage,
}
