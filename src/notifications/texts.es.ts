export const es = {
  closing: (support: { phone: string; hours: string }) => [
    'Nadie de la institución le pedirá nunca un código ni una clave, por ningún medio.',
    `¿Necesita ayuda? Llame al ${support.phone} (${support.hours}).`,
    'Este es un mensaje automático; no lo responda.',
  ],
}
