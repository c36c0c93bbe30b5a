/**
 * The parts that pages are made of, in the look of Gatehouse. They know neither router nor API: addresses and texts come
 * in as values. A component of the library is wrapped only where ours behaves differently.
 */
export { CodeBlock, type CodeBlockProps } from './code-block/code-block.tsx'
export { ConfirmDialog, type ConfirmDialogProps } from './confirm-dialog/confirm-dialog.tsx'
export { Copy, CopyField, CopyId } from './copy-field/copy-field.tsx'
export { DangerZone, type DangerousAct } from './danger-zone/danger-zone.tsx'
export { EmptyState } from './empty-state/empty-state.tsx'
export { Face } from './face/face.tsx'
export { Facts } from './facts/facts.tsx'
export { ListTable, type Column } from './list-table/list-table.tsx'
export { Look } from './look/look.tsx'
export { Note } from './note/note.tsx'
export { Page, type PageTab } from './page/page.tsx'
export { Pager } from './pager/pager.tsx'
export { ReasonedButton } from './reasoned-button/reasoned-button.tsx'
export { SecretOnce } from './secret-once/secret-once.tsx'
export { Section } from './section/section.tsx'
export { Setting, SettingLevel, type SettingProps, type SettingSource } from './setting/setting.tsx'
export { State, Tag, type StateKind } from './state/state.tsx'
export { TimeAgo } from './time-ago/time-ago.tsx'
export { UnsavedBar, type UnsavedBarProps } from './unsaved-bar/unsaved-bar.tsx'
