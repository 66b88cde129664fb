// No preprocessing: Svelte takes TypeScript's types out of components itself.
export default { compilerOptions: { runes: true } };
