import sharp from 'sharp'

/** A form that uploads a logo of one colour. */
export async function aLogoForm(background = 'red'): Promise<FormData> {
  const bytes = await sharp({ create: { width: 80, height: 20, channels: 3, background } })
    .png()
    .toBuffer()
  const form = new FormData()
  form.set('logo', new File([new Uint8Array(bytes)], 'logo.png'))
  return form
}
