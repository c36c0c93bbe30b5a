import { ActionIcon, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import classes from './copy-field.module.css'

/** A button that copies; the icon says for a moment that it did. */
export function Copy({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <ActionIcon variant="subtle" color="gray" size={26} onClick={copy} aria-label={copied ? 'Copied' : label}>
          {copied ? <IconCheck size={16} stroke={1.5} /> : <IconCopy size={16} stroke={1.5} />}
        </ActionIcon>
      )}
    </CopyButton>
  )
}

/** A value that is looked at and copied, with its name above it. */
export function CopyField({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className={classes['field']}>
      <span className={classes['label']}>{label}</span>
      <span className={classes['value']}>
        <code>{value}</code>
        <Copy value={value} label={`Copy ${label}`} />
      </span>
    </div>
  )
}

/** An id in a line of text, with a button that copies it. */
export function CopyId({ value }: { readonly value: string }) {
  return (
    <span className={classes['id']}>
      <code>{value}</code>
      <Copy value={value} label={`Copy ${value}`} />
    </span>
  )
}
