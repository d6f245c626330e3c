/* Browsers too old for modules still see the page as the server drew it, anew every fifteen seconds. */
setTimeout(function () {
  location.reload();
}, 15000);
