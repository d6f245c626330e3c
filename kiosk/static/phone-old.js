/* Browsers too old for modules still see the page as the server drew it, anew every fifteen seconds. */
// biome-ignore lint/complexity/useArrowFunction: browsers as old as these know no arrow functions
setTimeout(function () {
  location.reload();
}, 15000);
