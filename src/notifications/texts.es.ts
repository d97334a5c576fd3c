export const es = {
  closing: (support: { phone: string; hours: string }) => [
    'Ningún funcionario le pedirá nunca un código ni una clave.',
    `¿Necesita ayuda? Llame al ${support.phone} (${support.hours}).`,
    'Este es un mensaje automático; no lo responda.',
  ],
}
