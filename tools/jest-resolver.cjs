/** Relative imports end in `.js` (as Node wants them) and mean the `.ts` source. */
module.exports = (request, options) => {
  if (request.startsWith('.') && request.endsWith('.js') && !options.basedir.includes('node_modules')) {
    try {
      return options.defaultResolver(request.replace(/\.js$/, '.ts'), options);
    } catch {
      // a real .js file: resolved below
    }
  }
  return options.defaultResolver(request, options);
};
