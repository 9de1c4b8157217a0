// Loaded before a measured command: says at the end how much memory the process had at most.
process.on('exit', () => {
  require('node:fs').writeSync(2, `\nmaxrss ${process.resourceUsage().maxRSS}`);
});
