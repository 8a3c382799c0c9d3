package org.medaid.security.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The sign-in page, and the way from the front door to the work. */
@Controller
class SignInController {

    private final boolean demonstration;

    SignInController(@Value("${medaid.demonstration:false}") boolean demonstration) {
        this.demonstration = demonstration;
    }

    @GetMapping("/login")
    String signIn(Model model) {
        model.addAttribute("demonstration", demonstration);
        return "sign-in";
    }

    @GetMapping("/")
    String frontDoor() {
        return "redirect:/camunda/app/tasklist/default/";
    }
}
