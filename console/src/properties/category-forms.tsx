import { ReasonedButton } from '@gatehouse/ui'
import { TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useRefusal } from '../shell/api.ts'
import { FormDialog } from '../shell/form-dialog.tsx'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { Category } from './property-queries.ts'
import { texts, type Context } from './texts.ts'

const SHARED = {
  validate: ({ name }: { readonly name: string }) => (name.trim() === '' ? { name: texts.missingCategory } : {}),
  refresh: ['GetCategories'],
  problems: texts.problems,
  fieldOf: { PROPERTY_CATEGORY_NAME_TAKEN: 'name' },
} as const

export function CreateCategory({ context }: { readonly context: Context }) {
  const [isOpen, { open, close }] = useDisclosure()
  return (
    <>
      <ReasonedButton variant="filled" reason={useRefusal('CreateCategory')} onClick={open}>
        {texts.createCategory}
      </ReasonedButton>
      <FormDialog opened={isOpen} onClose={close} title={texts.createCategory}>
        <CreateCategoryForm context={context} onClose={close} />
      </FormDialog>
    </>
  )
}

function CreateCategoryForm({ context, onClose }: { readonly context: Context; readonly onClose: () => void }) {
  const create = useOperationForm({
    ...SHARED,
    operation: 'CreateCategory',
    initialValues: { name: '' },
    inputOf: ({ name }) => ({ body: { name: name.trim(), context } }),
    onDone: onClose,
  })
  return (
    <OperationFormFrame of={create} submit={texts.createCategory} cancel={{ label: texts.cancel, onClick: onClose }}>
      <TextInput label={texts.categoryName} maxLength={200} data-autofocus {...create.form.getInputProps('name')} />
    </OperationFormFrame>
  )
}

export function RenameCategory({ category, onClose }: { readonly category: Category; readonly onClose: () => void }) {
  const update = useOperationForm({
    ...SHARED,
    operation: 'UpdateCategory',
    initialValues: { name: category.name },
    inputOf: ({ name }) => ({ parameters: { category_id: category.id }, body: { name: name.trim() } }),
    onDone: onClose,
  })
  return (
    <FormDialog opened onClose={onClose} title={texts.renameTitle(category.name)}>
      <OperationFormFrame of={update} submit={texts.save} cancel={{ label: texts.cancel, onClick: onClose }}>
        <TextInput label={texts.categoryName} maxLength={200} data-autofocus {...update.form.getInputProps('name')} />
      </OperationFormFrame>
    </FormDialog>
  )
}
