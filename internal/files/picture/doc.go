// Package picture makes the previews of an image: a thumb for the conversation and a preview for the
// screen, encoded anew, so that nothing of the original but its pixels reaches who looks, turned as
// the camera was held.
//
// An image is measured by its header before anything is decoded. What would take more pixels, memory
// or time than its bounds stays without previews: that is ErrTooLarge and no fault of the image. An
// image whose data ends too early or contradicts itself is ErrDamaged.
package picture
